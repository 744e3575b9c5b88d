import lineSetUp from "../lineSetUp.json";
import messages from "../messages.json";
import phone from "../phone.json";
import softphone from "../softphone.json";

export const texts = { lineSetUp, messages, phone, softphone };
