/** One bad field; `path` is dotted, as in guardrails.forbidden_topics.0. */
export type FieldProblem = { path: string; message: string };

/** What the server said went wrong. `message` is empty when the page has to find the words itself, by `code`. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string | null;
  readonly fields: readonly FieldProblem[];
  readonly requestId: string | null;
  /** The row as it is now, where somebody else changed it first (409). */
  readonly current: unknown;
  /** What else the answer tells of its error, as `users` or `findings`. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    status: number,
    { message = "", hint = null, fields = [], requestId = null, current = null, extra = {} }: Partial<Details> = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = status;
    this.hint = hint;
    this.fields = fields;
    this.requestId = requestId;
    this.current = current;
    this.extra = extra;
  }
}

type Details = {
  message: string;
  hint: string | null;
  fields: readonly FieldProblem[];
  requestId: string | null;
  current: unknown;
  extra: Readonly<Record<string, unknown>>;
};

/** Reads Tron's one error shape; anything else (a proxy's page, say) becomes a plain error of that status. */
export function toApiError(body: unknown, status: number): ApiError {
  const detail = field(body, "error");
  const code = field(detail, "code");
  const message = field(detail, "message");
  if (typeof code !== "string" || typeof message !== "string") return new ApiError("unexpected", status);
  const hint = field(detail, "hint");
  const requestId = field(detail, "request_id");
  const fields = field(detail, "fields");
  return new ApiError(code, status, {
    message,
    hint: typeof hint === "string" ? hint : null,
    fields: Array.isArray(fields) ? fields.filter(isFieldProblem) : [],
    requestId: typeof requestId === "string" ? requestId : null,
    current: field(body, "current") ?? null,
    extra: body as Record<string, unknown>,
  });
}

/** An answer whose body is not what the schema promises. */
export function malformed(status: number): ApiError {
  return new ApiError("malformed", status);
}

function isFieldProblem(value: unknown): value is FieldProblem {
  return typeof field(value, "path") === "string" && typeof field(value, "message") === "string";
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
