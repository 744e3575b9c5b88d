import engines from "../engines.json";
import settings from "../settings.json";
import workers from "../workers.json";

export const texts = { engines, settings, workers };
