/// Files that are part of the program: built into it, so that it stands alone wherever it is installed.
///
/// Its scenarios are the files of `scenarios`, in the order of `scenarios/order.txt`; those not named there come last. A new one is
/// a file in that folder and nothing else.
public enum Assets {}
