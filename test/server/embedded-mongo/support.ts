import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Db, type Document, MongoClient, type MongoServerError } from 'mongodb';
import { type Running, runningUri, start } from '../../../server/embedded-mongo/start.ts';

/** A folder that is gone after the tests. */
export const temporaryFolder = () => mkdtempSync(join(tmpdir(), 'embedded-'));

let shared: Promise<Running> | undefined;
let folder: string | undefined;
let databases = 0;

/** One server for all test files; each asks for a database of its own. */
export function sharedUri(): Promise<string> {
  folder ??= temporaryFolder();
  shared ??= start({ dataDir: folder });
  return shared.then(({ uri }) => uri);
}

/** A client of the shared server with an empty database; call it in a `describe`. */
export function useDatabase(): { db: Db; client: MongoClient } {
  const use = {} as { db: Db; client: MongoClient };
  before(async () => {
    use.client = await MongoClient.connect(await sharedUri());
    use.db = use.client.db(`test${++databases}`);
  });
  after(() => use.client.close());
  return use;
}

/** What to connect to, as soon as a process has the folder open. */
export async function uriOf(dataDir: string): Promise<string> {
  for (;;) {
    const uri = await runningUri(dataDir);
    if (uri) return uri;
    await setTimeout(10);
  }
}

/** Stops the shared server; the root hook calls it when all files are done. */
export async function stopShared() {
  if (shared) await (await shared).stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
  shared = folder = undefined;
}

/** The server's error of a command that must fail. */
export async function failure(promise: Promise<unknown>): Promise<MongoServerError> {
  try {
    await promise;
  } catch (error) {
    return error as MongoServerError;
  }
  throw new Error('It succeeded');
}

/** The names of a plan's stages, from the top down. */
export function stagesOf(plan: Document): string[] {
  const inputs = [plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean) as Document[];
  return [plan.stage as string, ...inputs.flatMap(stagesOf)];
}
