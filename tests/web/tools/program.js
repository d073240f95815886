// A program that uses the package, as its author would write it.
import { diagnose, toText } from "why401";

const PASTE = "LIVEKIT_API_KEY=devkey\nLIVEKIT_API_SECRET=secret\ninvalid API key: devkey";
const { verdict } = await diagnose(PASTE, { now: 1_795_516_100_000 });
const line = `${verdict.outcome}: ${toText(verdict.message)}`;
if (typeof document === "undefined") console.log(line);
else document.title = line;
