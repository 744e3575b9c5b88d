import canvas from "../canvas.json";
import flows from "../flows.json";

export const texts = { canvas, flows };
