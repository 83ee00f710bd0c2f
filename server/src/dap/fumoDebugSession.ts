// The debug session: each request of the protocol, and who answers it.
import { Failure } from '#engine/base/failure';
import { debugRequests, type AnswerArguments } from '#server/messages';
import { DebugSession, InitializedEvent, InvalidatedEvent, OutputEvent, Response } from '@vscode/debugadapter';
import type { DebugProtocol as DAP } from '@vscode/debugprotocol';
import { capabilities } from './capabilities';
import { coordinatesOf } from './coordinates';
import { Debuggee, type SessionWorld } from './debuggee';
import { evaluate } from './evaluate';
import { requestError } from './requestError';
import { scopesOf } from './scopes';
import { framesOf } from './stack';
import { threadsOf } from './threads';

/** What a request is answered with, and what is done once the response is on its way. */
interface Reply<B> {
  readonly body?: B;
  readonly after?: () => void;
}

/** Requests are answered one after the other, in the order in which they came; events that follow from one come after its response. */
export class FumoDebugSession extends DebugSession {
  private readonly debuggee: Debuggee;
  private queue = Promise.resolve();
  private clientInvalidates = false;

  constructor(private readonly world: SessionWorld) {
    super();
    this.debuggee = new Debuggee(world, (event) => {
      this.sendEvent(event);
    });
  }

  /** The connection has ended, or the client wants it to. */
  override shutdown(): void {
    this.queue = this.queue.then(() => this.debuggee.close()).then(this.world.ended, this.world.ended);
  }

  protected override dispatchRequest(request: DAP.Request): void {
    // The library refuses clients that leave `pathFormat` out, or want URIs.
    if (request.command === 'initialize') this.initializeRequest(new Response(request), request.arguments as DAP.InitializeRequestArguments);
    else super.dispatchRequest(request);
  }

  protected override initializeRequest(response: DAP.InitializeResponse, args: DAP.InitializeRequestArguments): void {
    this.reply(response, () => this.initialize(args));
  }

  protected override launchRequest(response: DAP.LaunchResponse, args: DAP.LaunchRequestArguments): void {
    this.reply(response, async () => {
      await this.debuggee.launch(args);
      return { after: () => { this.debuggee.startWhenReady(); } };
    });
  }

  protected override attachRequest(response: DAP.AttachResponse): void {
    this.reply(response, () => { throw new Failure('no-attach', 'A flow is launched; there is nothing to attach to.'); });
  }

  protected override restartRequest(response: DAP.RestartResponse, args: DAP.RestartArguments | undefined): void {
    this.reply(response, async () => ({ after: await this.debuggee.restart(args?.arguments as object | undefined) }));
  }

  protected override configurationDoneRequest(response: DAP.ConfigurationDoneResponse): void {
    this.reply(response, () => ({ after: () => { this.debuggee.configurationDone(); } }));
  }

  protected override terminateRequest(response: DAP.TerminateResponse): void {
    this.reply(response, () => ({ after: () => { this.debuggee.terminate(); } }));
  }

  protected override disconnectRequest(response: DAP.DisconnectResponse): void {
    this.reply(response, async () => {
      await this.debuggee.close();
      return { after: () => { this.shutdown(); } };
    });
  }

  protected override setBreakPointsRequest(response: DAP.SetBreakpointsResponse, args: DAP.SetBreakpointsArguments): void {
    this.reply(response, async () => ({ body: { breakpoints: await this.debuggee.setBreakpoints(args) } }));
  }

  protected override breakpointLocationsRequest(response: DAP.BreakpointLocationsResponse, args: DAP.BreakpointLocationsArguments): void {
    this.reply(response, async () => ({ body: { breakpoints: await this.debuggee.breakpoints.locations(args, this.debuggee.coordinates) } }));
  }

  protected override threadsRequest(response: DAP.ThreadsResponse): void {
    this.reply(response, () => ({ body: { threads: threadsOf(this.debuggee.run.callFlow().callFlow.actors) } }));
  }

  protected override stackTraceRequest(response: DAP.StackTraceResponse, args: DAP.StackTraceArguments): void {
    this.reply(response, () => {
      const stackFrames = framesOf(this.debuggee.run, args.threadId, this.debuggee.coordinates, this.debuggee.messages);
      return { body: { stackFrames, totalFrames: stackFrames.length } };
    });
  }

  protected override scopesRequest(response: DAP.ScopesResponse): void {
    this.reply(response, () => ({ body: { scopes: scopesOf(this.debuggee.run, this.debuggee.variables) } }));
  }

  protected override variablesRequest(response: DAP.VariablesResponse, args: DAP.VariablesArguments): void {
    this.reply(response, () => ({ body: { variables: this.debuggee.variables.list(args) } }));
  }

  protected override setVariableRequest(response: DAP.SetVariableResponse, args: DAP.SetVariableArguments): void {
    this.reply(response, () => ({ body: this.debuggee.variables.change(args), after: () => { this.invalidate(); } }));
  }

  protected override evaluateRequest(response: DAP.EvaluateResponse, args: DAP.EvaluateArguments): void {
    this.reply(response, () => this.evaluate(args), args.context !== 'hover' && args.context !== 'watch');
  }

  protected override continueRequest(response: DAP.ContinueResponse): void {
    this.reply(response, () => ({ body: { allThreadsContinued: true }, after: () => { this.debuggee.goOn('proceed'); } }));
  }

  protected override nextRequest(response: DAP.NextResponse): void {
    this.reply(response, () => ({ after: () => { this.debuggee.goOn('next'); } }));
  }

  protected override stepInRequest(response: DAP.StepInResponse): void {
    this.reply(response, () => ({ after: () => { this.debuggee.goOn('next'); } }));
  }

  protected override stepOutRequest(response: DAP.StepOutResponse): void {
    this.reply(response, () => ({ after: () => { this.debuggee.goOn('next'); } }));
  }

  protected override pauseRequest(response: DAP.PauseResponse): void {
    this.reply(response, () => ({ after: () => { this.debuggee.run.stepper.pause(); } }));
  }

  protected override sourceRequest(response: DAP.SourceResponse, args: DAP.SourceArguments): void {
    this.reply(response, () => ({ body: this.debuggee.messages.content(args.source?.sourceReference ?? args.sourceReference) }));
  }

  protected override loadedSourcesRequest(response: DAP.LoadedSourcesResponse): void {
    this.reply(response, () => ({ body: { sources: this.debuggee.messages.all() } }));
  }

  protected override customRequest(command: string, response: DAP.Response, args: unknown): void {
    if (command === debugRequests.snapshot) this.reply(response, () => ({ body: this.debuggee.snapshot() }));
    else if (command === debugRequests.answer) this.reply(response, () => this.answer(args as AnswerArguments));
    else this.reply(response, () => { throw new Failure('unknown-request', `The adapter knows no request ${command}.`); });
  }

  private initialize(args: DAP.InitializeRequestArguments): Reply<DAP.Capabilities> {
    this.debuggee.coordinates = coordinatesOf(args);
    this.clientInvalidates = args.supportsInvalidatedEvent === true;
    return { body: capabilities, after: () => { this.sendEvent(new InitializedEvent()); } };
  }

  private evaluate(args: DAP.EvaluateArguments): Reply<DAP.EvaluateResponse['body']> {
    const { body, changed } = evaluate(this.debuggee.run, args, this.debuggee.variables);
    return { body, ...(changed && { after: () => { this.invalidate(); } }) };
  }

  private answer({ id, answer }: AnswerArguments): Reply<never> {
    const { run } = this.debuggee;
    if (run.prompt()?.id !== id) throw new Failure('no-question', 'That question is not waiting for an answer any more.');
    return { after: () => { run.answer(id, answer); } };
  }

  /** What is on show may be out of date. */
  private invalidate(): void {
    if (this.clientInvalidates) this.sendEvent(new InvalidatedEvent(['variables']));
  }

  private reply<B>(response: DAP.Response & { body?: B }, work: () => Reply<B> | Promise<Reply<B>>, showUser = true): void {
    this.queue = this.queue.then(async () => {
      let reply: Reply<B>;
      try {
        reply = await work();
      } catch (thrown) {
        this.sendErrorResponse(response, requestError(thrown, showUser));
        return;
      }
      if (reply.body !== undefined) response.body = reply.body;
      this.sendResponse(response);
      this.afterwards(reply.after);
    });
  }

  /** What follows a response can't fail it any more: it is told as output. */
  private afterwards(after: (() => void) | undefined): void {
    try {
      after?.();
    } catch (thrown) {
      this.sendEvent(new OutputEvent(`${requestError(thrown, true).variables?._sentence ?? ''}\n`, 'important'));
    }
  }
}
