const SIZES = process.env.SIZES.split(",").map(Number);

/** Times how long `read` takes for each of SIZES, after a first call that loads everything. */
exports.measure = async (read) => {
  const accounts = Array.from({ length: Math.max(...SIZES) }, (_, i) => String(100_000_000_000 + i));
  await read(accounts.slice(0, 1));
  const milliseconds = [];
  for (const size of SIZES) {
    const begun = performance.now();
    const found = await read(accounts.slice(0, size));
    milliseconds.push(performance.now() - begun);
    if (found !== size) throw new Error(`${found} accounts instead of ${size}`);
  }
  console.log(JSON.stringify({ milliseconds, peakKiB: process.resourceUsage().maxRSS }));
  process.exit();
};
