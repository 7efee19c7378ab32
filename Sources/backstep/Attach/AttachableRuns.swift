import Foundation
import Remote

/// The runs that look for a hub: each rank tries once a second.
struct AttachableRuns {
    let address: HubAddress?
    let token: String?

    /// Seconds that ranks are waited for.
    private static let patience = 2.5

    /// Writes a line for each run.
    func write() throws {
        let place = address ?? HubAddress.usual(environment: ProcessInfo.processInfo.environment)
        let server = try HubServer(listeningAt: place, token: token ?? "")
        let end = HubServer.now + Self.patience
        while HubServer.now < end { server.turn(waitingAtMost: end - HubServer.now) }
        let runs = server.hub.runs.filter { !$0.linked.isEmpty }
        for run in runs {
            let program = run.linked.first?.record.greeting.programName ?? ""
            let ranks = run.world == 1 ? "" : ", \(run.linked.count) of \(run.world) ranks"
            Output.write("\(run.key.run)  \(program)\(ranks), update \(run.step)\n")
        }
        if runs.isEmpty { Output.write("no run looks for a hub at \(server.address)\n") }
        server.end()
    }
}
