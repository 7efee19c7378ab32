import Dispatch
import Foundation
import Synchronization

/// Samples of bytes that are made when they are first read, each a function of its index alone: what they are never depends on
/// when, or on which thread, they are made. Any number of threads may read at once.
///
/// Once all of them are there, reading one costs a single look at a flag.
public final class DrawnSamples: @unchecked Sendable {
    /// Writes the sample at an index; one hand is used by one thread at a time.
    public typealias Hand = (_ index: Int, _ sample: UnsafeMutablePointer<UInt8>) -> Void

    /// Number of samples.
    public let count: Int
    /// Bytes in a sample.
    public let width: Int
    private let makeHand: @Sendable () -> Hand
    /// The hand for samples that somebody waits for; kept, so that it need not be made anew for each.
    private let hand: Mutex<Hand?> = Mutex(nil)
    private let bytes: UnsafeMutablePointer<UInt8>
    private let stages: UnsafeMutablePointer<Atomic<UInt8>>
    private let left: Atomic<Int>

    /// The state of a sample.
    private enum Stage {
        static let missing: UInt8 = 0
        static let beingDrawn: UInt8 = 1
        static let drawn: UInt8 = 2
    }

    /// Samples that nobody has drawn yet.
    /// - Parameters:
    ///   - count: number of samples
    ///   - width: bytes in each
    ///   - makeHand: makes what draws; called once a thread
    public init(count: Int, width: Int, hand makeHand: @escaping @Sendable () -> Hand) {
        (self.count, self.width, self.makeHand) = (count, width, makeHand)
        // Not filled with anything: what nobody has written takes no memory yet.
        bytes = .allocate(capacity: max(1, count * width))
        stages = .allocate(capacity: max(1, count))
        for index in 0..<count { (stages + index).initialize(to: Atomic(Stage.missing)) }
        left = Atomic(count)
    }

    deinit {
        stages.deinitialize(count: count)
        stages.deallocate()
        bytes.deallocate()
    }

    /// Whether all samples are there.
    public var isComplete: Bool { left.load(ordering: .acquiring) == 0 }

    /// Number of samples that are there.
    public var drawnCount: Int { count - left.load(ordering: .acquiring) }

    /// A sample's `width` bytes, drawn now if they are not there yet. They stay where they are while the samples live.
    public func sample(_ index: Int) -> UnsafePointer<UInt8> {
        precondition(index >= 0 && index < count, "sample \(index) of \(count)")
        if !isComplete, stages[index].load(ordering: .acquiring) != Stage.drawn { drawNow(index) }
        return UnsafePointer(bytes + index * width)
    }

    /// Where a sample is or will be; nothing is drawn for it.
    func place(of index: Int) -> UnsafePointer<UInt8> { UnsafePointer(bytes + index * width) }

    private func drawNow(_ index: Int) {
        hand.withLock { hand in
            let drawing = hand ?? makeHand()
            hand = drawing
            draw(index, by: drawing)
        }
        // Another thread is at this very sample: that takes some microseconds.
        while stages[index].load(ordering: .acquiring) != Stage.drawn { sched_yield() }
    }

    /// Draws a sample unless it is there or another thread has begun it.
    private func draw(_ index: Int, by hand: Hand) {
        let (isOurs, _) = stages[index].compareExchange(
            expected: Stage.missing, desired: Stage.beingDrawn, ordering: .acquiring)
        guard isOurs else { return }
        hand(index, bytes + index * width)
        stages[index].store(Stage.drawn, ordering: .releasing)
        left.subtract(1, ordering: .acquiringAndReleasing)
    }

    /// Has all samples of `sets` drawn, one set after the other, on all processors but one; returns at once. Samples that nobody
    /// holds any more are left undrawn.
    public static func drawInBackground(_ sets: [DrawnSamples]) {
        let rests = sets.map(Rest.init)
        for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount - 1) {
            DispatchQueue.global(qos: .utility).async { for rest in rests { rest.draw() } }
        }
    }

    /// The samples still to be drawn in the background, piece by piece, by as many threads as like to.
    private final class Rest: Sendable {
        private static let pieceSize = 100

        private let next = Atomic(0)
        private let samples: @Sendable () -> DrawnSamples?

        init(_ samples: DrawnSamples) {
            self.samples = { [weak samples] in samples }
        }

        func draw() {
            var hand: Hand?
            while let samples = samples() {
                let first = next.add(Self.pieceSize, ordering: .relaxed).oldValue
                guard first < samples.count, !samples.isComplete else { return }
                let drawing = hand ?? samples.makeHand()
                hand = drawing
                for index in first..<min(samples.count, first + Self.pieceSize) { samples.draw(index, by: drawing) }
            }
        }
    }
}
