/** A run, as others are told of it. */
export interface Holder {
  /** Tells this run from all others. */
  readonly nonce: string;
  readonly user: string;
  readonly host: string;
  readonly pid: number;
  readonly spec: string;
}

/** What a device says of its lock. */
export interface LockState {
  /** `committed`: a change is running and not saved. */
  readonly phase: 'held' | 'committed';
  /** Whether a run is under way; a record that nobody holds tells of a change that was not saved. */
  readonly isHeld: boolean;
  /** Who has it, or had it last. */
  readonly holder: Holder;
  /** When it was last written, by the clock of the holder. */
  readonly since: string;
  /** Changes with every write. */
  readonly generation: number;
}

/** The lock while this run holds it. */
export interface HeldLock {
  /** An earlier run left a change that is running and not saved. */
  readonly unsaved: boolean;
  /**
   * Whether what the first so many phases of this run changed is in force still: a reboot takes it. `undefined` where
   * the device does not tell.
   */
  readonly stands: (done: number) => Promise<boolean | undefined>;
  /** Before the configuration is saved: what a reboot brings back must be held by nobody. */
  readonly open: () => Promise<void>;
  /**
   * Gives it back; after `saved` nothing of it is left, else a change that was committed stays known as unsaved.
   * Never throws: a failure is returned as text.
   */
  readonly release: (saved: boolean) => Promise<string | undefined>;
}

/** One lock for each device: runs that change it come one after the other. */
export interface DeviceLock {
  /** `undefined` where no run is under way and everything is saved. */
  readonly state: () => Promise<LockState | undefined>;
  /** Waits at most so many milliseconds; throws 75 where another run holds it for longer. */
  readonly take: (
    holder: Holder,
    options: { readonly wait: number; readonly isFirst: boolean },
  ) => Promise<HeldLock>;
  /** Ends the hold of whoever has it; gives what there was. */
  readonly break: () => Promise<LockState | undefined>;
  /** Removes what keeps locks, once no spec has anything on the device. */
  readonly forget: () => Promise<void>;
}
