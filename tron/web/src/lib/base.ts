/** Where Tron is mounted, from the `<base href>` that the server writes: "" at the root, "/tron" under a prefix. */
export function basePath(document: Pick<Document, "baseURI"> = globalThis.document): string {
  return new URL(document.baseURI).pathname.replace(/\/[^/]*$/, "");
}

/** The API's origin and prefix, without a slash at the end. */
export function apiBase(document: Pick<Document, "baseURI"> = globalThis.document): string {
  return new URL(document.baseURI).origin + basePath(document);
}

/** A path of the server as a WebSocket's address. */
export function socketUrl(path: string, document: Pick<Document, "baseURI"> = globalThis.document): string {
  return apiBase(document).replace(/^http/, "ws") + path;
}
