/// Names under which people keep samples and their targets.
struct NumPyNames {
    /// An array of samples and that of their targets.
    struct Pair: Hashable {
        var samples: String
        var targets: String
    }

    /// All arrays that there are.
    let all: Set<String>
    /// Those to train on; nil where none are.
    let train: Pair?
    /// Those to test on; nil where a part of the others has to be held out.
    let test: Pair?

    /// Pairs to train on beside those to test on: Keras's, MedMNIST's, plain ones.
    private static let known: [(train: Pair, tests: [Pair])] = [
        (Pair(samples: "x_train", targets: "y_train"), [Pair(samples: "x_test", targets: "y_test")]),
        (Pair(samples: "X_train", targets: "y_train"), [Pair(samples: "X_test", targets: "y_test")]),
        (
            Pair(samples: "train_images", targets: "train_labels"),
            [Pair(samples: "test_images", targets: "test_labels"), Pair(samples: "val_images", targets: "val_labels")]
        ),
        (Pair(samples: "x", targets: "y"), []), (Pair(samples: "X", targets: "y"), []), (Pair(samples: "X", targets: "Y"), []),
        (Pair(samples: "data", targets: "target"), []), (Pair(samples: "images", targets: "labels"), []),
        (Pair(samples: "features", targets: "labels"), []), (Pair(samples: "data", targets: "labels"), []),
        (Pair(samples: "arr_0", targets: "arr_1"), []),
    ]

    /// - Parameter isApart: whether targets are in a file of their own, under the same name.
    init(_ all: Set<String>, isApart: Bool) {
        self.all = all
        if isApart {
            (train, test) = (Pair(samples: "arr_0", targets: "arr_0"), nil)
            return
        }
        let whole = Self.known.first { all.contains($0.train.samples) && all.contains($0.train.targets) }
        // One that lacks its targets is named in an error.
        let part = Self.known.first { all.contains($0.train.samples) && $0.train.samples != "arr_0" }
        train = (whole ?? part)?.train
        test = whole?.tests.first { all.contains($0.samples) }
    }

    /// True of a file with samples, by its name: `x.npy`.
    static func areSamples(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        return known.contains { name == $0.train.samples + ".npy" }
    }

    /// The archive of targets beside that of samples: `kmnist-train-labels.npz` beside `kmnist-train-imgs.npz`.
    static func archiveOfTargets(beside path: String) -> String? {
        for (images, labels) in [("imgs", "labels"), ("images", "labels")] where path.hasSuffix("\(images).npz") {
            return path.dropLast(images.count + 4) + labels + ".npz"
        }
        return nil
    }
}
