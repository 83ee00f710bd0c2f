// How the window looks and behaves in the editor tests and in `npm run code`: no chat, no news, no telemetry, no
// recommendations; and a fixed look for pictures.

/** For any VS Code that these scripts start. */
export const quietSettings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  // The flow's own servers are for loopback alone: no offers to open their ports in a browser.
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  'security.workspace.trust.untrustedFiles': 'open',
};

/** In tests besides: nothing that moves by itself or asks. */
export const testSettings = {
  'window.title': '${activeEditorShort}${separator}${rootName}',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'window.titleBarStyle': 'custom',
  'window.dialogStyle': 'custom',
  'files.simpleDialog.enable': true,
  'workbench.reduceMotion': 'on',
  'workbench.editor.enablePreview': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** The size of the window in tests, so that pictures are alike. */
export const windowSize = { width: 1440, height: 900 };
