/** An answer that is not a success, or none at all (status 0). */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly status: number,
    readonly code: string,
    /** The server's own sentence; empty when it gave none. */
    readonly reason: string,
    readonly requestId: string | null,
  ) {
    super(reason || code);
  }

  static async of(response: Response): Promise<ApiError> {
    const body: unknown = await response.json().catch(() => null);
    const field = (name: string): string => {
      const value: unknown =
        typeof body === "object" && body !== null ? (body as Record<string, unknown>)[name] : undefined;
      return typeof value === "string" ? value : "";
    };
    return new ApiError(
      response.status,
      field("errorCode") || `HTTP_${response.status}`,
      field("errorMessage"),
      (response.headers.get("X-Request-Id") ?? field("requestId")) || null,
    );
  }

  static unreachable(): ApiError {
    return new ApiError(0, "UNREACHABLE", "", null);
  }
}
