/** Something open that can be closed as if it had never been. */
export interface Undoable {
  undo(): Promise<void>;
}

/**
 * Opens one thing while another is prepared. Both are waited for, so that nothing is left half open; and which failure is
 * told does not depend on who was quicker: it is the preparation's, and what is open then is undone.
 */
export async function openBeside<Prepared, Opened extends Undoable>(
  prepare: () => Promise<Prepared>,
  open: () => Promise<Opened>,
): Promise<{ readonly prepared: Prepared; readonly opened: Opened }> {
  const [preparing, opening] = await Promise.allSettled([prepare(), open()]);
  if (preparing.status === 'rejected') {
    if (opening.status === 'fulfilled') await opening.value.undo();
    throw preparing.reason;
  }
  if (opening.status === 'rejected') throw opening.reason;
  return { prepared: preparing.value, opened: opening.value };
}
