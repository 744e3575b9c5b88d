/** The standard's words for the answers a phone network gives most. */
const PHRASES: Record<number, string> = {
  200: "OK",
  403: "Forbidden",
  404: "Not Found",
  408: "Request Timeout",
  410: "Gone",
  480: "Temporarily Unavailable",
  484: "Address Incomplete",
  486: "Busy Here",
  487: "Request Terminated",
  488: "Not Acceptable Here",
  500: "Server Internal Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Server Time-out",
  600: "Busy Everywhere",
  603: "Decline",
  604: "Does Not Exist Anywhere",
  607: "Unwanted",
};

/** 480 -> "480 Temporarily Unavailable"; the number alone where nothing more is known. */
export function sipWords(status: number): string {
  return [status, PHRASES[status]].filter(Boolean).join(" ");
}
