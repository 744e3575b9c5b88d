import lineSetUp from "../lineSetUp.json";
import messages from "../messages.json";
import phone from "../phone.json";

export const texts = { lineSetUp, messages, phone };
