import Basics

/// A wish for a data set, and the surroundings it is taken from.
public struct DatasetRequest: Sendable {
    /// Where files are looked for.
    public var environment: DataEnvironment
    /// Drawn and computed sets, and splits, follow from this number alone.
    public var seed: UInt64
    /// Training samples: how many to make, or the most to take from a file. nil leaves it to the set.
    public var trainCount: Int?
    /// Held-out samples: how many to make, or the most to take from a file. nil leaves it to the set.
    public var heldOutCount: Int?
    /// Standard deviation of the noise of computed sets, in the unit of their coordinates. nil leaves it to the set.
    public var noise: Double?
    /// The share of the samples that is held out, 0.05 to 0.95; nil leaves it to the set.
    public var split: Double?
    /// The column of a table that holds the target; nil: found out.
    public var target: TargetChoice?
    /// The form of a table, as far as somebody has said it.
    public var table: TableOptions
    /// The scale of inputs; nil: standardized in tables, and not at all in other data.
    public var scale: InputScale?
    /// Offsets and units that a network was trained with, for inputs of these names; nil: those of the training samples.
    public var scaling: (inputs: [String], scaling: Scaling)?

    /// A request in surroundings; whatever is not given is left to the set.
    public init(
        environment: DataEnvironment, seed: UInt64 = 1, trainCount: Int? = nil, heldOutCount: Int? = nil, noise: Double? = nil,
        split: Double? = nil, target: TargetChoice? = nil, table: TableOptions = TableOptions(), scale: InputScale? = nil
    ) {
        self.environment = environment
        self.seed = seed
        self.trainCount = trainCount
        self.heldOutCount = heldOutCount
        self.noise = noise
        self.split = split
        self.target = target
        self.table = table
        self.scale = scale
    }

    /// Refuses numbers that no data set can be made with.
    func check() throws(InputError) {
        for (what, count) in [("training", trainCount), ("held-out", heldOutCount)] {
            if let count, !(1...10_000_000).contains(count) {
                throw InputError(
                    "number of \(what) samples", expected: "1 to 10000000", found: "\(count)",
                    advice: "choose a number in between")
            }
        }
        if let split, !(split >= 0.05 && split <= 0.95) {
            throw InputError("split", expected: "0.05 to 0.95, the share that is held out", found: "\(split)", advice: "try 0.3")
        }
        if let noise, !(noise >= 0 && noise <= 10) {
            throw InputError("noise", expected: "0 to 10", found: "\(noise)", advice: "choose a number in between")
        }
    }

    /// For data that is no table.
    func refuseTable(of subject: String) throws(InputError) {
        let given = [
            target.map { "--target \($0.text)" }, table == TableOptions() ? nil : "--table \(table)",
        ].compactMap(\.self).first
        guard let given else { return }
        throw InputError(given, expected: "a table, such as points.csv", found: subject, advice: "leave it out")
    }

    /// For sets that come with their own test samples.
    func refuseSplit(of subject: String) throws(InputError) {
        guard let split else { return }
        throw InputError(
            "--split \(split)", expected: "a computed set or a table, such as moons or points.csv",
            found: "\(subject), which has test samples of its own", advice: "leave --split out")
    }
}
