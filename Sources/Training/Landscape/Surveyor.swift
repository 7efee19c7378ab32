import Foundation
import Inspection

#if canImport(Glibc)
    import Glibc
#endif

/// A run whose landscape can be computed away from it.
protocol SurveyedRun: AnyObject {
    /// The moment and the choice that a landscape made now would be of; nil where the weights of the iteration are not known.
    func landscapeKey(_ choice: LandscapeChoice) -> LandscapeOrder.Key?
    /// All that it takes to compute that landscape; nil where there are no two weights to choose.
    func landscapeOrder(_ key: LandscapeOrder.Key) -> LandscapeOrder?
}

/// Whoever computes landscapes for a run.
protocol Surveyor: AnyObject {
    /// The newest landscape of a choice; nil while there is none.
    func landscape(_ choice: LandscapeChoice, of run: any SurveyedRun) -> Landscape?
}

/// Computes a landscape at once, where it is asked for: for scripts and tests, where the same keys have to show the same screen.
final class SurveyorAtOnce: Surveyor {
    /// Multiplications that a landscape may cost, about: a large network's is coarser.
    private static let mostMultiplications = 3e8
    private var newest: (key: LandscapeOrder.Key, landscape: Landscape?)?

    func landscape(_ choice: LandscapeChoice, of run: any SurveyedRun) -> Landscape? {
        guard let key = run.landscapeKey(choice) else { return nil }
        if let newest, newest.key == key { return newest.landscape }
        let landscape = run.landscapeOrder(key).flatMap { order in
            (try? LandscapeSurvey(order)).flatMap { Self.landscape($0) }
        }
        newest = (key, landscape)
        return landscape
    }

    private static func landscape(_ survey: LandscapeSurvey) -> Landscape? {
        var size = LandscapeSurvey.coarsest
        while 2 * size - 1 <= 33, survey.multiplicationsPerPoint * Double((2 * size - 1) * (2 * size - 1)) < mostMultiplications {
            size = 2 * size - 1
        }
        _ = survey.advance(toSize: size) { true }
        survey.settle()
        return survey.landscape
    }
}

/// Computes landscapes on a thread of its own, so that training never waits. Of a run that goes on it takes the moment that it can:
/// a landscape that is begun is finished as far as it can be recognized, and then the newest moment's is begun.
final class SurveyorBeside: Surveyor {
    /// Shared by the two threads.
    private struct Desk: Sendable {
        var order: LandscapeOrder?
        /// Moment that is being computed or waits to be.
        var accepted: LandscapeOrder.Key?
        /// True while another order would find one at work that is not worth showing yet.
        var isBusy = false
        var newest: (key: LandscapeOrder.Key, landscape: Landscape?)?
        var isStopped = false
    }

    private let desk = Monitor(Desk())
    private let changed: @Sendable () -> Void
    private var isStarted = false

    /// - Parameter changed: called on the other thread when there is something new to show.
    init(changed: @escaping @Sendable () -> Void) { self.changed = changed }

    deinit { desk.update { $0.isStopped = true } }

    func landscape(_ choice: LandscapeChoice, of run: any SurveyedRun) -> Landscape? {
        guard let key = run.landscapeKey(choice) else { return nil }
        let (newest, isFree) = desk.withLock { ($0.newest, !$0.isBusy && $0.accepted != key) }
        if isFree, let order = run.landscapeOrder(key) {
            desk.update { ($0.order, $0.accepted, $0.isBusy) = (order, key, true) }
            start()
        }
        guard let newest, newest.key.isLike(key) else { return nil }
        return newest.landscape
    }

    private func start() {
        if isStarted { return }
        isStarted = true
        let thread = Thread { [desk, changed] in
            Self.giveWay()
            Self.work(at: desk, changed)
        }
        thread.name = "landscape"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Where there is one processor only, training goes first.
    private static func giveWay() {
        #if canImport(Glibc)
            // Of Linux's threads each has a priority of its own.
            _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }

    private static func work(at desk: Monitor<Desk>, _ changed: @Sendable () -> Void) {
        while true {
            _ = desk.wait(until: nil) { $0.isStopped || $0.order != nil }
            let order = desk.withLock { desk -> LandscapeOrder? in
                defer { desk.order = nil }
                return desk.isStopped ? nil : desk.order
            }
            guard let order else { return }
            compute(order, at: desk, changed)
        }
    }

    private static func compute(_ order: LandscapeOrder, at desk: Monitor<Desk>, _ changed: @Sendable () -> Void) {
        func publish(_ landscape: Landscape?) {
            desk.withLock { desk in
                desk.newest = (order.key, landscape)
                if landscape?.size ?? LandscapeSurvey.finest >= LandscapeSurvey.useful { desk.isBusy = false }
            }
            changed()
        }
        guard let survey = try? LandscapeSurvey(order) else { return publish(nil) }
        var size = LandscapeSurvey.coarsest
        while size <= LandscapeSurvey.finest {
            let isOver = survey.advance(toSize: size) { desk.withLock { !$0.isStopped && $0.order == nil } }
            guard survey.landscape?.size == size else { return }
            publish(survey.landscape)
            if isOver { return }
            size = 2 * size - 1
        }
    }
}
