/** Somebody parked on resources. */
export interface Waiter {
  /** Makes the waiter ready to run and takes it off everything it is parked on. */
  wake(): void;
}
