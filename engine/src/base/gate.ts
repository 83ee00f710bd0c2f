// Gate: the door that every act of an actor passes before it is done. With no debugger it is open.

/** A: the acts that are announced. A gate for more acts serves where a gate for fewer is asked. */
export interface Gate<in A> {
  /** Resolves when the act may be done. */
  pass(act: A): Promise<void>;
}

export const openGate: Gate<unknown> = { pass: () => Promise.resolve() };
