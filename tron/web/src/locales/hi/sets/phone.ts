import messages from "../messages.json";
import phone from "../phone.json";

export const texts = { messages, phone };
