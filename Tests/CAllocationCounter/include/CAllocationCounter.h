// Counts the heap allocations of the calling thread, by standing in front of malloc and its kin.
#pragma once

/// Number of allocations this thread has made since the process began; -1 where counting is not possible.
long backstep_allocation_count(void);
