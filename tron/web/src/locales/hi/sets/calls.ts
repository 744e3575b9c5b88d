import call from "../call.json";
import calls from "../calls.json";
import dashboard from "../dashboard.json";

export const texts = { call, calls, dashboard };
