import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { at, server } from "@/testing/server";
import { client, read } from "./api";

const calls = () => read(client.GET("/api/tron/calls", { params: { query: { limit: 10 } } }));

describe("a request", () => {
  test("gives the answer's data", async () => {
    server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ items: [], next_cursor: null })));
    await expect(calls()).resolves.toEqual({ items: [], next_cursor: null });
  });

  test("sends its query", async () => {
    let search = "";
    server.use(
      http.get(at("/api/tron/calls"), ({ request }) => {
        search = new URL(request.url).search;
        return HttpResponse.json({ items: [], next_cursor: null });
      }),
    );
    await calls();
    expect(search).toBe("?limit=10");
  });

  test("throws the error that the server describes", async () => {
    const error = {
      code: "invalid",
      message: "The limit is too large.",
      hint: "Ask for 1 to 200.",
      fields: [{ path: "limit", message: "1 to 200" }, "garbage"],
      request_id: "req-1",
    };
    server.use(http.get(at("/api/tron/calls"), () => HttpResponse.json({ error }, { status: 422 })));
    await expect(calls()).rejects.toMatchObject({
      code: "invalid",
      status: 422,
      message: "The limit is too large.",
      hint: "Ask for 1 to 200.",
      fields: [{ path: "limit", message: "1 to 200" }],
      requestId: "req-1",
    });
  });

  test.each([
    ["a proxy's page", () => new HttpResponse("<h1>Bad gateway</h1>", { status: 502 }), "unexpected"],
    ["no server", () => HttpResponse.error(), "unreachable"],
    ["an answer that is not JSON", () => new HttpResponse("ok", { status: 200 }), "malformed"],
    ["an empty answer", () => HttpResponse.json(null), "malformed"],
  ])("names %s", async (_, answer, code) => {
    server.use(http.get(at("/api/tron/calls"), answer));
    await expect(calls()).rejects.toMatchObject({ name: "ApiError", code });
  });
});
