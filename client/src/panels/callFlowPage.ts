// The call flow page's HTML: a frame that the script fills. No style or script stands in it, and nothing is loaded from elsewhere.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the page's files are, for the webview's own limits. */
export function pageRoots(extension: vscode.Uri): readonly vscode.Uri[] {
  return [vscode.Uri.joinPath(extension, 'dist'), vscode.Uri.joinPath(extension, 'media')];
}

export function callFlowPage(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'webview', 'callFlow.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'media', 'callFlow.css')).toString();
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
</head>
<body>
<p id="empty" hidden></p>
<main id="run" hidden>
<header id="top"><h1 id="name"></h1><span id="status" role="status"></span></header>
<section id="prompt" role="alert" hidden></section>
<div id="scroller" tabindex="-1"><div id="actors"></div><svg id="flow"></svg><section id="verdict" hidden></section></div>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
