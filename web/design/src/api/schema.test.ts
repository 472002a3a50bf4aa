import { readFile } from "node:fs/promises";
import openapiTS, { astToString, COMMENT_HEADER } from "openapi-typescript";
import { expect, it } from "vitest";

it("keeps the generated types current with the document", async () => {
  const document = new URL("openapi.yaml", `file://${import.meta.dirname}/`);
  const generated = COMMENT_HEADER + astToString(await openapiTS(document));

  expect(await readFile(`${import.meta.dirname}/schema.gen.ts`, "utf8")).toBe(generated);
});
