import Basics
import Inspection

extension Session {
    /// Refuses a batch that a scenario would be refused for, or that does not fit into the memory of this machine.
    /// - Throws: an `InputError` that says what would do.
    func checkBatch(_ size: Int) throws {
        var scenario = scenarioInForce
        scenario.batch = size
        try scenario.validate()
        try scenario.bug?.check(loss.spec, output: network.spec.output, batch: min(size, data.train.count))
        try MemoryNeed(scenario, data: data, history: 1).check(available: MemoryNeed.machine)
    }
}
