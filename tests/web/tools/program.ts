// Compiles under every way that TypeScript finds a package's types.
import { diagnose, toText, type Report } from "why401";

const report: Report = await diagnose("token is expired", { now: Date.now() });
const words: string = toText(report.verdict.message);
export { words };
