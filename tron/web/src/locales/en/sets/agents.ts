import agents from "../agents.json";
import builder from "../builder.json";
import knowledge from "../knowledge.json";
import lines from "../lines.json";

export const texts = { agents, builder, knowledge, lines };
