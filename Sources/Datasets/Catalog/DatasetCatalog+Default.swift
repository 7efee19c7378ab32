import Basics

extension DatasetCatalog {
    /// The set that is used when none is named: MNIST if it is on this machine, else the built-in digits.
    /// - Throws: if `$BACKSTEP_DATA` names a folder without data.
    public func defaultName(_ environment: DataEnvironment) throws(InputError) -> String {
        try MNISTLocator(environment: environment).locate() == nil ? "digits" : "mnist"
    }
}
