import engines from "../engines.json";
import settings from "../settings.json";

export const texts = { engines, settings };
