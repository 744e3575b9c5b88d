import tools from "../tools.json";

export const texts = { tools };
