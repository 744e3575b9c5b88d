import type { SetUpIn } from "./api";

/** What a person writes: whose trunk it is, and what is known of it. */
export type Wish = {
  by: "twilio" | "carrier";
  name: string;
  numbers: string[];
  sip_host: string;
  address: string;
  transport: "auto" | "udp" | "tcp" | "tls";
  username: string;
  password: string;
  allowed_addresses: string[];
};

const NO_CARRIER: Pick<Wish, "address" | "transport" | "username" | "password" | "allowed_addresses"> = {
  address: "",
  transport: "auto",
  username: "",
  password: "",
  allowed_addresses: [],
};

export const NOTHING: Wish = { by: "twilio", name: "Tron", numbers: [], sip_host: "", ...NO_CARRIER };

/** The fields in which something needed is not there yet. */
export function lacks(wish: Wish): (keyof Wish)[] {
  const needed: (keyof Wish)[] = ["name", "numbers", wish.by === "twilio" ? "sip_host" : "address"];
  return needed.filter((field) => wish[field].length === 0);
}

/** Of the other kind of trunk nothing is sent, whatever was written there before. */
export function bodyOf({ by, ...wish }: Wish): SetUpIn {
  const { name, numbers, sip_host, password, ...carrier } = by === "twilio" ? { ...wish, ...NO_CARRIER } : wish;
  return {
    ...carrier,
    name,
    numbers,
    by_twilio: by === "twilio",
    sip_host: by === "twilio" ? bare(sip_host) : "",
    address: bare(carrier.address),
    ...(password === "" ? {} : { password }),
  };
}

/** People paste whole SIP addresses: sip:project.sip.livekit.cloud */
function bare(host: string): string {
  return host.trim().replace(/^sips?:/, "");
}
