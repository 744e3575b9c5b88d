import call from "../call.json";
import calls from "../calls.json";
import dashboard from "../dashboard.json";
import supervise from "../supervise.json";

export const texts = { call, calls, dashboard, supervise };
