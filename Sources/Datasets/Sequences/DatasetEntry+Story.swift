extension DatasetEntry {
    /// The next letter of a small story from the sixteen before it, for a language model. Letters are given as indices, for an embedding.
    /// Its last tenth is held out.
    public static let story = DatasetEntry(
        name: "story", summary: "a small story of our own: the next letter from sixteen, for attention and a tiny GPT"
    ) { request in
        LetterWindows(text).pair(name: "story", source: "written for backstep", heldOut: request.split ?? 0.1, request)
    }

    private static let text = """
        a cat sat by the door. the cat saw a bird in the tree. the bird saw the cat and sang. the cat ran to the tree. the bird flew away. \
        a dog sat by the fire. the dog saw the cat by the door. the cat saw the dog and ran. the dog ran to the door. the cat flew up the tree. \
        the bird sat in the tree. the bird saw the dog by the tree. the dog saw the bird and sang. the bird sang to the dog. the cat sat in the tree. \
        a man sat by the tree. the man saw the cat in the tree. the cat saw the man and sat. the man ran to the door. the dog ran to the man. \
        the man sat by the fire. the dog sat by the man. the cat sat by the dog. the bird sang in the tree. the man sang to the bird. \
        the fire was warm. the tree was tall. the door was red. the cat was warm by the fire. the bird was tall in the tree. the dog was by the red door. \
        the man saw the fire and sat. the cat saw the fire and sat. the dog saw the fire and sat. the bird saw the fire and flew away. \
        a cat sat by the fire. a dog sat by the door. a bird sat in the tree. a man sat by the dog. the dog sang to the man and the man sang to the dog. \
        the cat saw the red door. the cat ran to the red door. the man saw the cat by the door. the man sat by the cat. the cat was warm by the man. \
        the bird flew to the door. the bird saw the fire. the bird sat by the fire and the cat saw the bird. the cat sat and the bird sang. \
        the dog ran to the tall tree. the dog saw the bird in the tall tree. the bird saw the dog and flew away. the dog sat by the tall tree. \
        the man ran to the tree and the dog ran to the man. the cat ran to the fire and the bird flew to the tree. the fire was red and the door was red. \
        the cat sat by the warm fire. the dog sat by the warm fire. the man sat by the warm fire. the bird sang in the tall tree. the man was warm.
        """
}
