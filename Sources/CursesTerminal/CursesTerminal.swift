// The room opens in the next commits.
