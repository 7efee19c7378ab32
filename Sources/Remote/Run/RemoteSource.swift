import Basics
import Foundation
import Inspection

/// A run that trains elsewhere, as the screen sees any run: a thread of its own turns the hub, takes in what ranks tell, and publishes
/// snapshots.
package final class RemoteSource: RunSource {
    package let capabilities = Capabilities.attached
    private let mailbox: RemoteMailbox

    private let program: String
    private let run: String

    /// - Parameters:
    ///   - program: the command that was begun with it; empty where there is none.
    ///   - run: beginning of the name of the run that is waited for; empty: any.
    ///   - wake: called on the hub's thread when there is a new output.
    package init(program: String = "", run: String = "", wake: @escaping @Sendable () -> Void) throws(InputError) {
        (self.program, self.run) = (program, run)
        mailbox = try RemoteMailbox(wake)
    }

    /// Starts the thread. Block signals before, so that they reach the screen's thread.
    /// - Parameters:
    ///   - open: makes the hub's sockets, on that thread.
    ///   - attend: called between two turns: for a command that was begun with the run. What it returns is the end that the command has
    ///     come to; nil while it runs, or where there is none.
    package func start(
        open: @escaping @Sendable () throws -> HubServer, attend: @escaping @Sendable () -> String? = { nil },
        describe: @escaping @Sendable (any Error) -> (String, Int32)
    ) {
        let thread = Thread { [mailbox, program, run] in
            do {
                let server = try open()
                var loop = RemoteLoop(mailbox, RemoteDriver(server, program: program, run: run), server)
                loop.run(attend)
                server.end()
            } catch {
                let (message, exitCode) = describe(error)
                mailbox.publish(.failed(message, exitCode: exitCode))
            }
            mailbox.end()
        }
        thread.name = "hub"
        thread.start()
    }

    package func send(_ request: Request) { mailbox.send(request) }
    package func ask(_ probes: [any Probe]) { mailbox.ask(probes) }
    package func takeOutput() -> RunOutput? { mailbox.takeOutput() }
    package func stop(waitingAtMost seconds: Double = 1) { mailbox.stop(waitingUntil: Date(timeIntervalSinceNow: seconds)) }
}

/// The work of a hub's thread.
private struct RemoteLoop {
    private let server: HubServer
    private let mailbox: RemoteMailbox
    private let driver: RemoteDriver
    private var probes: [any Probe] = []

    /// Seconds from one snapshot to the next, and from one to the next where nothing has come: the time of a hold goes on.
    private static let (shortest, longest) = (0.1, 0.5)
    /// Seconds that a first recorded step is waited for.
    private static let patience = 5.0

    init(_ mailbox: RemoteMailbox, _ driver: RemoteDriver, _ server: HubServer) {
        (self.server, self.mailbox, self.driver) = (server, mailbox, driver)
    }

    mutating func run(_ attend: () -> String?) {
        mailbox.publish(.loading(driver.waiting))
        var (shown, isDirty, opened) = (-Double.infinity, false, Double?.none)
        while !mailbox.isStopped {
            let wait = isDirty ? max(0, shown + Self.shortest - server.now) : Self.longest
            server.turn(waitingAtMost: min(wait, 0.2), wake: mailbox.readEnd)
            if driver.update() { isDirty = true }
            driver.keepPromises()
            let mail = mailbox.takeMail()
            for request in mail.requests { driver.perform(request) }
            if let asked = mail.probes { probes = asked }
            if driver.commandEnd == nil, let end = attend() {
                driver.commandEnd = end
                isDirty = true
            }
            let isAsked = !mail.requests.isEmpty || mail.probes != nil
            let now = server.now
            guard isAsked || isDirty && now >= shown + Self.shortest || now >= shown + Self.longest else { continue }
            // The screen opens with a step to look at, unless none comes.
            if driver.key != nil, opened == nil { opened = now }
            let isOpening = opened.map { !driver.isReady && now < $0 + Self.patience } ?? true
            guard !isOpening || driver.commandEnd != nil || shown > 0 else { continue }
            mailbox.publish(.snapshot(driver.snapshot(probes)))
            (shown, isDirty) = (now, false)
        }
    }
}
