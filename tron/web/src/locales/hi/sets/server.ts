import server from "../server.json";

export const texts = { server };
