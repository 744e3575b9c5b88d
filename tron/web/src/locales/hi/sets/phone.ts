import phone from "../phone.json";

export const texts = { phone };
