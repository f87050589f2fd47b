namespace FashionRef.Cli.Options;

/// <summary>Finds the word that a mistyped one was meant to be.</summary>
internal static class NearestWord
{
    // One mistake per three letters, and at least two: beyond that a suggestion would be a guess.
    private const int LettersForAMistake = 3;
    private const int FewestMistakes = 2;

    /// <summary>The legal word with the fewest mistakes; null when none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="legal">What could have been meant; of two equally near ones the first is taken.</param>
    public static string? Find(string word, IEnumerable<string> legal)
    {
        int most = Math.Max(FewestMistakes, word.Length / LettersForAMistake);
        return legal
            .Select(candidate => (candidate, Mistakes: Mistakes(word, candidate)))
            .Where(found => found.Mistakes <= most && found.Mistakes < found.candidate.Length)
            .OrderBy(found => found.Mistakes)
            .Select(found => found.candidate)
            .FirstOrDefault();
    }

    /// <summary>
    /// How many letters are missing, superfluous, wrong or swapped with their neighbour: the optimal string alignment distance
    /// (Damerau 1964), row by row.
    /// </summary>
    internal static int Mistakes(string typed, string meant)
    {
        int[,] distance = new int[typed.Length + 1, meant.Length + 1];
        for (int i = 0; i <= typed.Length; i++)
        {
            for (int j = 0; j <= meant.Length; j++)
            {
                distance[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1,
                    distance[i - 1, j - 1] + (typed[i - 1] == meant[j - 1] ? 0 : 1));
                bool swapped = i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1];
                distance[i, j] = swapped ? Math.Min(distance[i, j], distance[i - 2, j - 2] + 1) : distance[i, j];
            }
        }

        return distance[typed.Length, meant.Length];
    }
}
