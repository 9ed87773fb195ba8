import { run } from "./command";

/** The command that starts Python 3. */
export async function python(): Promise<string> {
  for (const name of ["python3", "python"]) {
    const args = ["-c", "import sys; sys.exit(sys.version_info < (3, 9))"];
    if ((await run(name, args, { onLine: () => undefined })) === 0) return name;
  }
  throw new Error("there is no Python 3.9 or later on PATH; install it (https://www.python.org/downloads/)");
}
