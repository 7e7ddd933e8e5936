// Starts the real program on a port that the system picks and a folder of its own, and ends it by its process id.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PATIENCE_MS = 120_000;

/** The binary: `YEOJIDO`, else the debug build in the target folder. */
export function binary() {
  const found = process.env.YEOJIDO
    ?? path.join(process.env.CARGO_TARGET_DIR ?? path.join(homedir(), '.cache/yeojido/target'), 'debug/yeojido');
  if (!existsSync(found)) throw new Error(`there is no ${found}: build it with cargo, or name it in YEOJIDO`);
  return found;
}

function finished(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (chunk) => { said += chunk; });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${child.spawnfile} ended with ${code}: ${said.slice(-2000)}`))));
  });
}

/** Resolves with the address that the program prints. */
function address(child) {
  return new Promise((resolve, reject) => {
    let out = '';
    let said = '';
    const late = setTimeout(() => reject(new Error(`no address within ${PATIENCE_MS / 1000} s: ${said.slice(-2000)}`)), PATIENCE_MS);
    const settle = (act, value) => {
      clearTimeout(late);
      act(value);
    };
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const found = /http:\/\/[\w.:[\]]+:\d+[^\s]*/.exec(out);
      if (found && /[\s]/.test(out.slice(found.index + found[0].length))) settle(resolve, found[0]);
    });
    child.stderr.on('data', (chunk) => { said += chunk; });
    child.on('error', (error) => settle(reject, error));
    child.on('exit', (code) => settle(reject, new Error(`the program ended with ${code} before it listened: ${said.slice(-2000)}`)));
  });
}

/** The screens as `npm run build` left them, in front of the program's own: for work on them without compiling anew. */
async function built(target) {
  const { preview } = await import('vite');
  const server = await preview({
    root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'error',
    preview: { host: '127.0.0.1', port: 20_000 + (process.pid % 20_000), proxy: { '/api': { target, changeOrigin: false } } },
  });
  return { origin: new URL(server.resolvedUrls.local[0]).origin, end: () => server.close() };
}

/**
 * The program with nothing in the workspace `default` and, unless told otherwise, the demo company in `demo`.
 * `origin` is where it listens, `pid` its process; `end` stops it and removes its folder.
 */
export async function startProgram({ demo = true } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'yeojido-stories-'));
  const data = path.join(folder, 'data');
  const program = binary();
  if (demo) await finished(spawn(program, ['--data', data, '--workspace', 'demo', 'demo', '--no-serve'], { stdio: ['ignore', 'ignore', 'pipe'] }));
  // Numbers must not change while a story looks at them.
  const env = { ...process.env, YEOJIDO_LOOK_CLOSER: 'false' };
  const child = spawn(program, ['--data', data, '--workspace', 'default', 'serve', '--listen', '127.0.0.1:0'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      process.kill(child.pid, 'SIGTERM');
      const forced = setTimeout(() => process.kill(child.pid, 'SIGKILL'), 10_000);
      await gone;
      clearTimeout(forced);
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const origin = new URL(await address(child)).origin;
    if (process.env.YEOJIDO_UI !== 'dist') return { origin, folder, pid: child.pid, end };
    const front = await built(origin);
    return { origin: front.origin, folder, pid: child.pid, end: () => front.end().then(end) };
  } catch (error) {
    await end();
    throw error;
  }
}
