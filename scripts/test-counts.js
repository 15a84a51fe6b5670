// A reporter for node:test that adds one line a program can read: how many tests ran, failed, were skipped; and tells
// each failed and skipped one by name.

export default async function* counts(source) {
  let tests = 0;
  let failed = 0;
  let skipped = 0;
  let todo = 0;
  const lines = [];
  for await (const { type, data } of source) {
    // What a test says about how much it has tried, such as "INJECTION cases 259 harm 0".
    if (type === "test:diagnostic" && /^[A-Z]{5,} /.test(data.message)) lines.push(data.message);
    if (type !== "test:pass" && type !== "test:fail") continue;
    if (data.details?.type === "suite") continue;
    tests += 1;
    const at = `${data.name} (${data.file ?? "?"})`;
    if (data.skip !== undefined) {
      skipped += 1;
      lines.push(`skipped: ${at}: ${data.skip === true ? "no reason given" : data.skip}`);
    } else if (data.todo !== undefined) {
      todo += 1;
      lines.push(`todo: ${at}`);
    } else if (type === "test:fail") {
      failed += 1;
      lines.push(`failed: ${at}`);
    }
  }
  yield `\n${[...lines, `COUNTS tests=${tests} failed=${failed} skipped=${skipped} todo=${todo}`].join("\n")}\n`;
}
