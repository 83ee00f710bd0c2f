// What changes around the documents: files, folders, settings. Each is taken into the workspace, then what depends on
// it is checked anew.
import {
  ConfigurationRequest,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DidChangeWorkspaceFoldersNotification,
  DidDeleteFilesNotification,
  DidRenameFilesNotification,
  type InitializeParams,
} from 'vscode-languageserver';
import { settingsIn, type ProjectSettings } from '../language/projectSettings';
import { noting, row, type FeatureSetting } from './feature';
import { renamedFiles } from './renaming';

/** Files that are ours, and those that a document of ours may name. */
export const watched = ['**/*.{xml,syncml,ddf,tnds,dd,fwp,bin,img,zip}', '**/fumo.json'];

const section = 'fumo';

/** Reads what has changed, then tells everyone. */
async function take({ desk, diagnostics }: FeatureSetting, uris: readonly string[]): Promise<void> {
  await desk.workspace.changed(uris);
  desk.changes.changed();
  diagnostics.refresh();
}

/** The client sends these once it was asked to. */
export const watchedFiles = row(
  () => ({}),
  noting(DidChangeWatchedFilesNotification.type, ({ changes }, setting) => {
    setting.desk.log.debug(`${changes.length} files have changed.`);
    return take(setting, changes.map(({ uri }) => uri));
  }),
);

export const fileOperations = row(
  ({ workspace }) => {
    const { didRename = false, didDelete = false } = workspace?.fileOperations ?? {};
    return { workspace: { fileOperations: { ...(didRename && { didRename: renamedFiles }), ...(didDelete && { didDelete: renamedFiles }) } } };
  },
  noting(DidRenameFilesNotification.type, ({ files }, setting) => take(setting, files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
  noting(DidDeleteFilesNotification.type, ({ files }, setting) => take(setting, files.map(({ uri }) => uri))),
);

export const workspaceFolders = row(
  () => ({ workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }),
  noting(DidChangeWorkspaceFoldersNotification.type, async ({ event: { added, removed } }, setting) => {
    const { workspace } = setting.desk;
    const gone = new Set(removed.map(({ uri }) => uri.replace(/\/+$/, '')));
    workspace.setFolders([...workspace.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)]);
    for (const uri of gone) workspace.forget(uri);
    await fetchSettings(setting);
    await buildIndex(setting);
  }),
);

export const configuration = row(
  () => ({}),
  noting(DidChangeConfigurationNotification.type, async ({ settings }: { readonly settings: unknown }, setting) => {
    if (setting.client.workspace?.configuration === true) await fetchSettings(setting);
    else setting.desk.workspace.setEditorSettings(ownSettings(settings, setting));
    setting.desk.changes.changed();
    setting.diagnostics.refresh();
  }),
);

/** What the editor gave when it started the server; where it can be asked, that goes before. */
export function initialSettings({ initializationOptions }: InitializeParams, setting: FeatureSetting): void {
  const options: unknown = initializationOptions;
  const settings = typeof options === 'object' && options !== null && 'settings' in options ? options.settings : undefined;
  if (settings !== undefined) setting.desk.workspace.setEditorSettings(ownSettings(settings, setting));
}

function ownSettings(settings: unknown, setting: FeatureSetting): ProjectSettings {
  return read(typeof settings === 'object' && settings !== null && section in settings ? Object.entries(settings).find(([key]) => key === section)?.[1] : settings, setting);
}

function read(value: unknown, { desk }: FeatureSetting): ProjectSettings {
  if (value === null || value === undefined) return {};
  const { settings, problems } = settingsIn(value);
  for (const problem of problems) desk.log.warn(`The setting ${problem}`);
  return settings;
}

/** Asks the editor, for each folder by itself: folders may have settings of their own. */
export async function fetchSettings(setting: FeatureSetting): Promise<void> {
  const { connection, client, desk } = setting;
  if (client.workspace?.configuration !== true) return;
  const { folders } = desk.workspace;
  try {
    const answers: unknown = await connection.sendRequest(ConfigurationRequest.type, { items: [{ section }, ...folders.map((scopeUri) => ({ scopeUri, section }))] });
    const [general, ...each] = (Array.isArray(answers) ? answers : []).map((value: unknown) => read(value, setting));
    desk.workspace.setEditorSettings(general ?? {}, new Map(each.map((one, i) => [folders[i] ?? '', one])));
  } catch (thrown) {
    desk.log.error('The settings could not be asked for.', thrown);
  }
}

/** Looks through the folders, with progress that the person sees and can break off. */
export async function buildIndex({ connection, desk, diagnostics }: FeatureSetting): Promise<void> {
  const { workspace, log, runtime } = desk;
  if (workspace.folders.length > 0) {
    const progress = await connection.window.createWorkDoneProgress();
    const started = runtime.clock.now();
    progress.begin('FUMO', 0, 'Reading the workspace', true);
    let shown = -1;
    try {
      const whole = await workspace.build({
        goesOn: () => !progress.token.isCancellationRequested,
        report(done, of) {
          const percent = Math.floor((done * 100) / of);
          if (percent !== shown) progress.report((shown = percent), `${done} of ${of} files`);
        },
      });
      log.info(`${workspace.index.files().length} documents in the workspace${whole ? '' : ', the rest left out'}: ${runtime.clock.now() - started} ms`);
    } catch (thrown) {
      log.error('The workspace could not be read.', thrown);
    } finally {
      progress.done();
    }
  }
  desk.changes.changed();
  diagnostics.refresh();
}

/** Asks the client to tell of files, where it asks to be asked. */
export function watchFiles({ connection, client, desk }: FeatureSetting): void {
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: watched.map((globPattern) => ({ globPattern })) }).catch((thrown: unknown) => {
    desk.log.error('Files are not watched.', thrown);
  });
}

/** Asks to be told of settings, where nobody has said that the client does so anyway. */
export function watchSettings({ connection, client, desk }: FeatureSetting): void {
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration !== true || client.workspace.configuration !== true) return;
  connection.client.register(DidChangeConfigurationNotification.type, { section }).catch((thrown: unknown) => {
    desk.log.error('Settings are not watched.', thrown);
  });
}

/** Folders that the client has open, by whichever of its ways of saying so. */
export function foldersOf({ workspaceFolders, rootUri }: InitializeParams & { readonly rootUri: string | null }): readonly string[] {
  if (workspaceFolders !== undefined && workspaceFolders !== null) return workspaceFolders.map(({ uri }) => uri);
  return rootUri === null || rootUri === '' ? [] : [rootUri];
}
