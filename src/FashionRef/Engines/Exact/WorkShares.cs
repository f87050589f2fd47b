namespace FashionRef.Engines.Exact;

/// <summary>
/// The items of a round, dealt out in shares: a thread has consecutive items, and the same ones in every round of so many, so that
/// what it wrote in one round is still in its own caches in the next. Who is done with its share takes items of the others' (work stealing).
/// </summary>
/// <remarks>
/// A share is one word: the round's number, and how many of its items are left. An item is taken by replacing the word by one with an
/// item less, if it still is what was read. So a thread that was stopped anywhere in here, for however long, either gets an item that
/// is really left in the round that is on now, or none: the words of an old round never come back, before 2^32 rounds have passed.
/// </remarks>
/// <param name="threads">How many shares, at least 1.</param>
internal sealed class WorkShares(int threads)
{
    // Processors fetch lines of 64 bytes in pairs: nearer words would be passed to and fro between threads.
    private const int Apart = 128 / sizeof(long);
    private const int RoundShift = 32;

    private readonly long[] _words = new long[(threads + 1) * Apart];
    private int _items;
    private uint _round;

    /// <summary>Deals the items of a new round, when all of the last one are done. A thread may take the first before this returns.</summary>
    /// <param name="items">How many there are, from 0.</param>
    public void Deal(int items)
    {
        // Who takes an item has read a word of this round, so it reads this number and whatever the caller wrote before.
        _items = items;
        _round++;
        for (int share = 0; share < threads; share++)
        {
            Volatile.Write(ref Word(share), ((long)_round << RoundShift) | (uint)(First(share + 1) - First(share)));
        }
    }

    /// <summary>Takes an item for a thread. The round cannot end before it is done.</summary>
    /// <param name="thread">The thread's number.</param>
    /// <returns>The item, or -1 when none is left.</returns>
    public int Take(int thread)
    {
        for (int i = 0; i < threads; i++)
        {
            int share = (thread + i) % threads;
            long word = Volatile.Read(ref Word(share));
            while ((uint)word is var left and > 0)
            {
                long seen = Interlocked.CompareExchange(ref Word(share), word - 1, word);
                if (seen == word)
                {
                    return First(share + 1) - (int)left;
                }

                word = seen;
            }
        }

        return -1;
    }

    private int First(int share) => (int)((long)_items * share / threads);

    private ref long Word(int share) => ref _words[(share + 1) * Apart];
}
