// Asks the client to ask again for what hangs on more than its document: on settings, and on the descriptions of the
// workspace.
import type { FeatureSetting } from './feature';

/** Goes on for as long as the server does. */
export function followChanges(setting: FeatureSetting): void {
  const { desk } = setting;
  let stamp = stampOf(setting);
  const follow = async (): Promise<never> => {
    for (;;) {
      await desk.changes.next(() => undefined);
      const now = stampOf(setting);
      if (now === stamp) continue;
      stamp = now;
      refresh(setting);
    }
  };
  void follow();
}

function stampOf({ desk: { workspace } }: FeatureSetting): string {
  return [workspace.settingsRevision, workspace.index.descriptionRevision, workspace.isBuilt].join(' ');
}

function refresh({ connection, client: { workspace }, desk }: FeatureSetting): void {
  const { languages } = connection;
  const asked = [
    ...(workspace?.semanticTokens?.refreshSupport === true ? [languages.semanticTokens.refresh()] : []),
    ...(workspace?.inlayHint?.refreshSupport === true ? [languages.inlayHint.refresh()] : []),
    ...(workspace?.codeLens?.refreshSupport === true ? [connection.sendRequest('workspace/codeLens/refresh')] : []),
  ];
  for (const one of asked) {
    one.catch((thrown: unknown) => {
      desk.log.debug(`The client did not refresh: ${String(thrown)}`);
    });
  }
}
