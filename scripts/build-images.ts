// npm run images -- 15 17 18: builds the images the tests run on; those that are current stay.
import { buildImage, imageName, isBuilt, majors } from "./images.ts";

const asked = process.argv.slice(2);
const unknown = asked.filter((major) => !majors.some((known) => known === major));

if (unknown.length > 0) {
  console.error(`no image for PostgreSQL ${unknown.join(", ")}; there are ${majors.join(", ")}`);
  process.exitCode = 64;
} else {
  for (const major of majors.filter((known) => asked.length === 0 || asked.includes(known))) {
    const start = performance.now();
    const current = await isBuilt(major);
    if (!current) await buildImage(major, console.log);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`${imageName(major)}: ${current ? "current" : "built"} (${seconds} s)`);
  }
}
