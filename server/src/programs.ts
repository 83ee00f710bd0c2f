// The programs of this storey, in one bundle since they share most of the engine. Each is loaded only when it is started:
// a small file for each in dist/ does nothing else.

export const languageServer = (): Promise<unknown> => import('./languageServer');

export const debugAdapter = (): Promise<unknown> => import('./debugAdapter');

export const commandLine = (): Promise<unknown> => import('./commandLine');
