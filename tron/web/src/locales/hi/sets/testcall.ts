import testcall from "../testcall.json";

export const texts = { testcall };
