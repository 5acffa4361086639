import { randomBytes } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errorFields, OpsError } from "../errors.ts";

/**
 * Writes a whole file or none: beside its place first, then over what was there. A link stays a
 * link and a file's mode is kept; what is no regular file (a directory, /dev/null) is refused.
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  try {
    const { place, mode } = await placeOf(file);
    await writeBeside(place, text, mode);
  } catch (error: unknown) {
    throw cannotWrite(file, error);
  }
}

async function placeOf(file: string): Promise<{ place: string; mode: number | undefined }> {
  try {
    const place = await realpath(file);
    const found = await stat(place);
    if (found.isDirectory())
      throw Object.assign(new Error("it is a directory"), { code: "EISDIR" });
    if (!found.isFile())
      throw Object.assign(new Error("it is no regular file"), { code: "EINVAL" });
    return { place, mode: found.mode & 0o777 };
  } catch (error: unknown) {
    if (errorFields(error).code !== "ENOENT") throw error;
    return { place: file, mode: undefined };
  }
}

async function writeBeside(place: string, text: string, mode: number | undefined): Promise<void> {
  const random = randomBytes(6).toString("hex");
  const beside = join(dirname(place), `.${basename(place)}.${random}.part`);
  try {
    const handle = await open(beside, "wx");
    try {
      await handle.writeFile(text);
      if (mode !== undefined) await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, place);
  } catch (error: unknown) {
    await rm(beside, { force: true });
    throw error;
  }
}

function cannotWrite(file: string, error: unknown): OpsError {
  const { code, message } = errorFields(error);
  const known = typeof code === "string" ? code : "ERROR";
  return new OpsError(`cannot write ${file}`, {
    code: known,
    detail: reasons[known] ?? String(message),
    hint: "Nothing was written. Name a file in a directory that exists and that you may write to.",
    cause: error,
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its directory does not exist",
  ENOTDIR: "its directory is a file",
  EISDIR: "it is a directory",
  EACCES: "permission is denied",
  EPERM: "permission is denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENAMETOOLONG: "its name is too long",
};
